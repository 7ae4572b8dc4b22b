// A queue and an environment as documents, on an AWS that nobody here wrote: in its own default network.
import assert from 'node:assert/strict';
import { createEnvironment } from '../../src/app/commands/createEnvironment';
import { createQueue } from '../../src/app/commands/createQueue';
import { editQueue } from '../../src/app/commands/editQueue';
import { newEnvironment } from '../../src/app/commands/newEnvironment';
import { newQueue } from '../../src/app/commands/newQueue';
import { updateEnvironment } from '../../src/app/commands/updateEnvironment';
import { updateQueue } from '../../src/app/commands/updateQueue';
import { inEnglish } from '../../src/app/l10n';
import { systemClock } from '../../src/app/systemClock';
import { type ExplorerWorld, openExplorer } from '../support/explorerWorld';
import { FakeFiles } from '../support/fakeFiles';
import { FakeUi } from '../support/fakeUi';
import { type MotoServer, serviceRole, startMotoServer } from '../support/motoServer';

describe('the pieces by hand on moto', () => {
  let moto: MotoServer | undefined;
  let tree: ExplorerWorld;
  const ui = new FakeUi();
  const files = new FakeFiles();
  const log = { info: fail, warn: fail, error: fail, show: fail };
  let world: ExplorerWorld & { readonly ui: FakeUi };

  function fail(message?: string): void {
    throw new Error(message);
  }

  before(async () => {
    moto = await startMotoServer();
    assert.ok(moto, 'moto_server is not installed');
    const { endpoint, region, ...accessKey } = moto.address;
    tree = openExplorer({ kind: 'endpoint', url: endpoint, region }, { accessKey });
    world = { ...tree, ui };
    await tree.view.show();
  });
  afterEach(() => ui.assertAllAnswered());
  after(async () => {
    tree.dispose();
    await moto?.stop();
    assert.deepEqual(tree.faults, []);
  });

  const services = () => ({ ...world, ui, files, log, t: inEnglish, clock: systemClock });
  const saved = (change: (text: string) => string = (text) => text) => {
    const { name, text } = files.edited.at(-1) ?? { name: '', text: '' };
    return files.put(name, change(text));
  };
  const notice = (): string | undefined => ui.notices.at(-1)?.message;
  // It wants a role where AWS has its own.
  const withRole = (text: string): string => text.replace('"state"', `"serviceRole": "${serviceRole}",\n  "state"`);

  it('an environment is made in the subnets and the security group that it has, and a queue before it', async () => {
    await newEnvironment(services());
    assert.match(files.edited.at(-1)?.text ?? '', /"subnets": \[\s*"subnet-[0-9a-f]+",[^]*"sg-[0-9a-f]+"/);
    ui.answers = [{ choose: 'Create' }];
    await createEnvironment(services(), saved(withRole));
    assert.equal(notice(), 'my-environment is there, and VALID.');
    await newQueue(services());
    ui.answers = [{ choose: 'Create' }];
    await createQueue(services(), saved());
    assert.equal(notice(), 'my-queue is there, and VALID.');
    const [selected] = tree.view.selection;
    assert.ok(selected?.kind === 'queue' && selected.arn.endsWith('/my-queue'));
  });

  it('both are changed by what was edited of them', async () => {
    await editQueue(services());
    ui.answers = [{ choose: 'Update' }];
    await updateQueue(
      services(),
      saved((text) => text.replace('"priority": 1', '"priority": 9')),
    );
    assert.equal(notice(), 'my-queue is updated, and VALID.');
    await editQueue(services(), tree.view.selection[0]);
    assert.match(files.edited.at(-1)?.text ?? '', /"priority": 9/);
    await updateQueue(services(), saved());
    assert.equal(notice(), 'my-queue stays as it is.');
    const environment = [...files.saved.keys()].find((uri) => uri.endsWith('.batchenvironment.json')) ?? '';
    const changed = (files.text(environment) ?? '').replace('"ENABLED"', '"DISABLED"');
    ui.answers = [{ choose: 'Update' }];
    await updateEnvironment(services(), files.put('my-environment.batchenvironment.json', changed));
    assert.match(ui.questions.at(-1)?.detail ?? '', /\nstate: ENABLED → DISABLED\nNothing new is placed/);
    assert.equal(notice(), 'my-environment is updated, and VALID.');
  });
});
