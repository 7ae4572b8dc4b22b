// Lists the profiles of AWS's files, with what the user must know to choose one.
import type { AwsProfile, AwsProfiles, ProfileKind, ProfilesPort } from '../app/connectionPorts';
import { type AwsFiles, profileSection, readAwsFiles } from './awsFiles';

export class Profiles implements ProfilesPort {
  async list(): Promise<AwsProfiles> {
    const files = await readAwsFiles();
    const { AWS_PROFILE, AWS_REGION, AWS_DEFAULT_REGION } = process.env;
    return {
      profiles: profileNames(files).map((name) => describeProfile(files, name)),
      environmentProfile: AWS_PROFILE === '' ? undefined : AWS_PROFILE,
      environmentRegion: [AWS_REGION, AWS_DEFAULT_REGION].find((region) => region !== undefined && region !== ''),
    };
  }
}

function profileNames({ config, credentials }: AwsFiles): readonly string[] {
  const names = new Set([...Object.keys(config), ...Object.keys(credentials)]);
  const shown = [...names].filter((name) => !/^(sso-session|services|profile)\./.test(name));
  const { compare } = new Intl.Collator('en', { numeric: true });
  return shown.sort((one, other) => Number(other === 'default') - Number(one === 'default') || compare(one, other));
}

export function describeProfile(files: AwsFiles, name: string): AwsProfile {
  const own = profileSection(files, name) ?? {};
  const { kind, signInProfile } = rootOf(files, name);
  return {
    name,
    region: own.region,
    kind,
    signInProfile,
    isRole: own.role_arn !== undefined,
    hasEndpoint: own.endpoint_url !== undefined || own.services !== undefined,
  };
}

/** Follows `source_profile` as the SDK does: a role is as good as the credentials it is assumed with. */
function rootOf(files: AwsFiles, name: string): { readonly kind: ProfileKind; readonly signInProfile: string } {
  const visited = new Set<string>();
  let current = name;
  for (;;) {
    visited.add(current);
    const section = profileSection(files, current) ?? {};
    const source = section.role_arn === undefined ? undefined : section.source_profile;
    if (source === undefined || visited.has(source)) return { kind: kindOf(section), signInProfile: current };
    current = source;
  }
}

function kindOf(section: Readonly<Record<string, string | undefined>>): ProfileKind {
  if (section.aws_access_key_id !== undefined) return 'keys';
  if (section.web_identity_token_file !== undefined) return 'webIdentity';
  if (section.credential_process !== undefined) return 'process';
  if (section.sso_session !== undefined || section.sso_start_url !== undefined) return 'sso';
  if (section.login_session !== undefined) return 'login';
  return 'none';
}
