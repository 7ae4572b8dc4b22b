// CloudFormation's own linter finds nothing in the template, with every choice that a user has.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type WorkerChoice, computeTypes, parametersOf } from '../../src/app/setUp/setUpChoices';
import { projectRoot } from '../support/hostFolders';
import { runCommand } from '../support/runCommand';

const uri = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/worker:1';
const workers: readonly WorkerChoice[] = [
  { source: 'bundle' },
  { source: 'repository' },
  { source: 'image', uri },
  { source: 'image', uri: 'ghcr.io/them/worker:1' },
];
const template = join(projectRoot, 'resources/stack/pipeline.yaml');

describe('the linter of CloudFormation', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'cfn-lint-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('finds no fault in the template with all that its conditions allow', async () => {
    await runCommand('cfn-lint', [template]);
  });

  it('finds none with any kind of environment, any worker, before and after the trigger is there', async () => {
    const files = computeTypes.flatMap((computeType) =>
      workers.map((worker, index) => {
        const choices = { name: 'p', computeType, minvCpus: 0, maxvCpus: 256, hasPublicIp: index % 2 === 0, worker };
        const given = parametersOf({ ...choices, vpcId: 'vpc-0123456789abcdef0', subnetIds: [] });
        // Every kind meets both of it, without twice as many runs of the linter.
        const TriggerCodeKey = index % 2 === 0 ? 'code/trigger.zip' : '';
        const parameters = { ...given, SubnetIds: ['subnet-0123456789abcdef0'], TriggerCodeKey };
        const file = join(folder, `${computeType}-${index}.json`);
        writeFileSync(file, JSON.stringify({ 'template-file-path': template, parameters }));
        return file;
      }),
    );
    await runCommand('cfn-lint', ['--deployment-files', ...files]);
  });
});
