// What is loaded when a user asks for something first, and not when the view opens: most of the extension's code.
export { commands } from '../app/commands';
export { kindOfFile } from '../app/documents/documentKinds';
export { gatherEnd } from '../app/runs/gatherEnd';
export { runTool, toolOf } from '../app/tools/runTool';
export { OpenPanels } from './openPanels';
