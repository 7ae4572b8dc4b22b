// What can be done with a node of the tree, from its menu and from the palette.
import assert from 'node:assert/strict';
import { clearFilter } from '../../../../src/app/commands/clearFilter';
import { copyArn } from '../../../../src/app/commands/copyArn';
import { copyId } from '../../../../src/app/commands/copyId';
import { copyName } from '../../../../src/app/commands/copyName';
import { filterList } from '../../../../src/app/commands/filterList';
import { hideInactive } from '../../../../src/app/commands/hideInactive';
import { openCliCommand } from '../../../../src/app/commands/openCliCommand';
import { openConsole } from '../../../../src/app/commands/openConsole';
import { openJson } from '../../../../src/app/commands/openJson';
import { revealJob } from '../../../../src/app/commands/revealJob';
import { showInactive } from '../../../../src/app/commands/showInactive';
import { sortJobs } from '../../../../src/app/commands/sortJobs';
import { inEnglish } from '../../../../src/app/l10n';
import type { Connection } from '../../../../src/core/connection';
import { aDefinition, aJob, queueArn } from '../../../support/fakeBrowser';
import { FakeUi } from '../../../support/fakeUi';
import { settle } from '../../../support/manualClock';
import { type TreeWorld, makeTreeWorld } from '../../../support/treeWorld';

describe('commands of the tree', () => {
  let world: TreeWorld & { readonly ui: FakeUi; readonly t: typeof inEnglish };
  beforeEach(async () => {
    world = { ...makeTreeWorld(), ui: new FakeUi(), t: inEnglish };
    world.browser.jobs = [aJob('a', 'RUNNING'), aJob('b', 'FAILED')];
    world.browser.definitions = [aDefinition('d', 3)];
    await world.view.show();
    for (const section of ['Jobs', 'Compute Environments', 'Job Definitions']) await world.view.expand(section);
  });
  afterEach(() => {
    world.explorer.dispose();
    world.ui.assertAllAnswered();
    assert.deepEqual(world.faults, []);
  });
  const find = (...labels: readonly string[]) => world.view.find(...labels);
  const select = (...labels: readonly string[]): void => void world.view.selection.splice(0, Infinity, find(...labels));

  it('copy a line for everything that is selected', async () => {
    const both = [find('Jobs', 'name-a'), find('Jobs', 'name-b')];
    await copyId(world, both[1], both);
    await copyArn(world, find('Job Queues', 'q'));
    await copyName(world, find('Job Definitions', 'd'));
    select('Jobs', 'name-b');
    await copyName(world);
    assert.deepEqual(world.ui.copied, ['a\nb', queueArn('q'), 'd', 'name-b']);
  });

  it('say what is missing when nothing is selected, or it has nothing to copy', async () => {
    await assert.rejects(copyId(world), { kind: 'invalid', message: /Select something in the AWS Batch view/ });
    await assert.rejects(copyArn(world, find('Jobs')), { kind: 'invalid' });
  });

  it('open what AWS Batch tells as JSON', async () => {
    await openJson(world, find('Job Definitions', 'd'));
    const [source] = world.ui.documents;
    assert.deepEqual([source?.name, source?.language], ['d.json', 'json']);
    const { resource } = JSON.parse((await source?.read(new AbortController().signal)) ?? '') as { resource: object };
    assert.deepEqual(resource, { kind: 'jobDefinition', name: aDefinition('d', 3).arn });
  });

  it('open the command of the aws CLI, for what stands there and for lists', async () => {
    const lineOf = async (...labels: readonly string[]): Promise<string> => {
      await openCliCommand(world, find(...labels));
      return (await world.ui.documents.at(-1)?.read(new AbortController().signal)) ?? '';
    };
    assert.equal(await lineOf('Jobs', 'name-a'), 'aws batch describe-jobs --jobs a --region us-east-1\n');
    await world.view.expand('Job Queues', 'q');
    assert.equal(
      await lineOf('Job Queues', 'q', 'Running'),
      'aws batch list-jobs --job-queue q --job-status RUNNING --region us-east-1\n' +
        'aws batch list-jobs --job-queue q --job-status PENDING --region us-east-1\n',
    );
    assert.match(await lineOf('Compute Environments', 'local'), /--compute-environments local /);
    assert.match(await lineOf('Job Definitions', 'd'), /--job-definition-name d --status ACTIVE /);
    assert.match(await lineOf('Jobs'), /--filters name=AFTER_CREATED_AT,values=\d+ /);
  });

  it('quote what a shell would take apart, and name profile and endpoint', async () => {
    const connection: Connection = { kind: 'endpoint', url: 'http://h:1/?a=1&b', profile: "o'neil & co", region: 'r' };
    world.sessions.use(connection);
    await settle();
    Object.assign(await world.sessions.open(), { endpoint: connection.url });
    await world.view.expand('Jobs');
    await openCliCommand(world, find('Jobs', 'name-a'));
    assert.equal(
      await world.ui.documents.at(-1)?.read(new AbortController().signal),
      `aws batch describe-jobs --jobs a --region us-east-1 --profile 'o'\\''neil & co' --endpoint-url 'http://h:1/?a=1&b'\n`,
    );
  });

  it('open the page of the console, and only where there is one', async () => {
    await openConsole(world, find('Jobs', 'name-a'));
    await openConsole(world, find('Job Queues', 'q'));
    assert.deepEqual(world.ui.opened, [
      'https://us-east-1.console.aws.amazon.com/batch/home?region=us-east-1#jobs/detail/a',
      `https://us-east-1.console.aws.amazon.com/batch/home?region=us-east-1#queues/detail/${queueArn('q')}`,
    ]);
    world.sessions.use({ kind: 'local' });
    await settle();
    await assert.rejects(openConsole(world, find('Job Queues', 'q')), { kind: 'invalid' });
  });

  it('filter by name or by state, begin with what is set, and clear it', async () => {
    const jobs = find('Jobs');
    world.ui.answers = [{ pick: 'By name' }, { type: ' NAME-B ' }];
    await filterList(world, jobs);
    await settle();
    assert.deepEqual(world.view.text('Jobs'), ['name-b | Failed']);
    world.ui.answers = [{ pick: 'By name' }, 'enter', { pick: 'By state' }, { pickMany: ['Running'] }];
    await filterList(world, jobs);
    assert.equal(world.ui.inputs.at(-1)?.value, 'NAME-B');
    await filterList(world, jobs);
    await settle();
    assert.deepEqual(world.view.text('Jobs'), ['Nothing matches the filter.']);
    await clearFilter(world, jobs);
    await settle();
    assert.equal(world.view.text('Jobs').length, 2);
    world.ui.answers = [{ pick: 'By state' }, { pickMany: [] }];
    await filterList(world, jobs);
    assert.deepEqual(world.explorer.optionsOf(jobs).statuses, undefined);
  });

  it('sort, and show what is inactive', async () => {
    world.ui.answers = [{ pick: 'Oldest' }];
    await sortJobs(world, find('Jobs'));
    assert.equal(world.explorer.optionsOf(find('Jobs')).sort, 'oldest');
    await showInactive(world);
    assert.equal(world.explorer.optionsOf(find('Job Definitions')).showsInactive, true);
    await hideInactive(world);
    assert.equal(world.explorer.optionsOf(find('Job Definitions')).showsInactive, undefined);
  });

  it('go to a job by its id, or to the one that is clicked', async () => {
    const revealed = (): string | undefined => {
      const [node] = world.view.selection;
      return node?.kind === 'job' ? node.jobId : undefined;
    };
    world.ui.answers = [{ type: ' b ' }];
    await revealJob(world);
    assert.equal(revealed(), 'b');
    await revealJob(world, find('Jobs', 'name-a'));
    assert.equal(revealed(), 'a');
  });
});
