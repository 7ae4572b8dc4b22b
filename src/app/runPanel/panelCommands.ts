// Which command does what the panel asks for.
import type { PanelAction } from './protocol';

const commands: Readonly<Record<Exclude<PanelAction, 'refresh' | 'reconnect'>, `awsBatch.${string}`>> = {
  stop: 'awsBatch.stopJob',
  rerunFailed: 'awsBatch.rerunFailed',
  clone: 'awsBatch.cloneJob',
  openLog: 'awsBatch.openLog',
  downloadResult: 'awsBatch.downloadResult',
  openResult: 'awsBatch.openResult',
  showUsage: 'awsBatch.showUsage',
  openJson: 'awsBatch.openJson',
  revealInTree: 'awsBatch.revealJob',
  signIn: 'awsBatch.signIn',
};

export function panelCommand(action: keyof typeof commands): `awsBatch.${string}` {
  return commands[action];
}
