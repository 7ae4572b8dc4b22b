// Opens color.txt, with which everything is tried first: a line for each color of the rainbow.
import type { Services } from '../services';
import type { Command } from './command';

export const sampleText = ['red', 'orange', 'yellow', 'green', 'blue', 'indigo', 'violet', ''].join('\n');

export const openSample: Command<Pick<Services, 'files'>> = ({ files }) => files.edit('color.txt', sampleText);
