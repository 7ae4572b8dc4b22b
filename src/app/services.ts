// What a command or a view can reach of the running extension, in domain words. The composition root makes them.
import type { EnginePort, ProfileFilesPort, ProfilesPort, ProgramsPort, SecretsPort } from './connectionPorts';
import type { FilesPort } from './filePorts';
import type { ImageProgramsPort } from './images/imagePorts';
import type { Translate } from './l10n';
import type { Clock } from './ports';
import type { RunPanelsPort } from './runPanel/runPanelsPort';
import type { RunsList } from './runs/runsList';
import type { SessionsPort } from './session';
import type { PipelineFilesPort } from './setUp/setUpPorts';
import type { Settings } from './settings';
import type { ExplorerPort } from './tree/explorerPort';
import type { Ui } from './ui';

/** Values that are kept from one start to the next. What comes back is unchecked: an older version may have written it. */
export interface Memory {
  get(key: string): unknown;
  set(key: string, value: unknown): Promise<void>;
}

/** The output channel "AWS Batch". Never credentials, values of environment variables or presigned URLs. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string, cause: unknown): void;
  /** Brings the log in front of the user. */
  show(): void;
}

export type Services = {
  readonly sessions: SessionsPort;
  readonly ui: Ui;
  readonly t: Translate;
  readonly settings: Settings;
  /** Of this workspace on this machine; what a workspace folder holds is never read for it. */
  readonly workspaceMemory: Memory;
  readonly globalMemory: Memory;
  readonly log: Log;
  readonly clock: Clock;
  readonly explorer: ExplorerPort;
  readonly runPanels: RunPanelsPort;
  /** What was submitted from here or watched in a run panel, as long as the ledger keeps it. */
  readonly runs: RunsList;
  readonly files: FilesPort;
  readonly engine: EnginePort;
  readonly profiles: ProfilesPort;
  readonly profileFiles: ProfileFilesPort;
  readonly secrets: SecretsPort;
  readonly programs: ProgramsPort;
  readonly pipelineFiles: PipelineFilesPort;
  readonly imagePrograms: ImageProgramsPort;
};
