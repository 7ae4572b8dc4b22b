// What commands can ask of the explorer's tree.
import type { Node } from './node';
import type { NodeFilters } from './nodeFilters';
import type { NodeResource } from './nodeKind';
import type { NodeOptions } from './nodeOptions';

export interface ExplorerPort {
  /** What is selected in the view, the focused node first. */
  readonly selection: readonly Node[];
  /** Asks for everything that is shown anew; connects again where the connection is broken. */
  refresh(): void;
  /** Shows these jobs as stopping, before AWS Batch tells of it. */
  noteStopping(jobIds: readonly string[]): void;
  /** Asks for what the node holds anew. */
  refreshNode(node: Node): Promise<void>;
  /** Shows more of the list that the node stands behind. */
  loadMore(node: Node): Promise<void>;
  optionsOf(node: Node): NodeOptions;
  setOptions(node: Node, options: NodeOptions): Promise<void>;
  /** By what the things that the node holds can be filtered. */
  filtersOf(node: Node): NodeFilters;
  /** What of AWS Batch the node stands for. */
  resourceOf(node: Node): NodeResource | undefined;
  /** The words after `aws` of the commands that tell what the node stands for or holds; none where there are none. */
  cliCommandsOf(node: Node): readonly (readonly string[])[];
  /** The section of the job definitions; undefined while there is no session. */
  readonly definitions: Node | undefined;
  /**
   * Shows a job, or a child of an array, in the view and selects it; the view is opened for that.
   * @throws AppError `notFound` when the service does not know it.
   */
  reveal(jobId: string): Promise<void>;
  /**
   * The same for a queue, an environment or a revision of a job definition, by its ARN.
   * @throws AppError `notFound` when no list has it.
   */
  revealResource(arn: string): Promise<void>;
}

/** The view itself, as the app drives it. */
export interface ExplorerScreen {
  readonly selection: readonly Node[];
  /** Expands what is above the node, selects it and scrolls to it. */
  reveal(node: Node): Promise<void>;
}
