// THE table of checks, in the order in which they decide: the first that knows the cause gives the verdict.
import type { Check } from '../check';
import { arrayChild } from './arrayChild';
import { commandStart } from './commandStart';
import { consumables } from './consumables';
import { dependencies } from './dependencies';
import { environments } from './environments';
import { failedDependency } from './failedDependency';
import { fairShare } from './fairShare';
import { fargateSize } from './fargateSize';
import { givenReason } from './givenReason';
import { gpusFit } from './gpusFit';
import { headOfQueue } from './headOfQueue';
import { hostLost } from './hostLost';
import { imagePull } from './imagePull';
import { logAccess } from './logAccess';
import { machinesJoined } from './machinesJoined';
import { network } from './network';
import { otherEnd } from './otherEnd';
import { outOfMemory } from './outOfMemory';
import { platform } from './platform';
import { position } from './position';
import { queueState } from './queueState';
import { retries } from './retries';
import { roles } from './roles';
import { scaling } from './scaling';
import { starting } from './starting';
import { stopped } from './stopped';
import { timeLimit } from './timeLimit';
import { timeout } from './timeout';
import { vcpuQuota } from './vcpuQuota';
import { vcpusFit } from './vcpusFit';

export const checks = {
  arrayChild,
  // Why it waits.
  dependencies,
  consumables,
  queueState,
  environments,
  vcpusFit,
  gpusFit,
  fargateSize,
  platform,
  network,
  scaling,
  machinesJoined,
  vcpuQuota,
  givenReason,
  headOfQueue,
  fairShare,
  position,
  // Why it does not begin.
  roles,
  logAccess,
  starting,
  // Why it failed.
  stopped,
  timeLimit,
  failedDependency,
  timeout,
  outOfMemory,
  imagePull,
  hostLost,
  commandStart,
  otherEnd,
  retries,
} as const satisfies Readonly<Record<string, Check>>;
