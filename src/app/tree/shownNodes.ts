// What the view was given, and what of it is expanded: so that only what is seen is asked for and told anew.
import { type Node, nodeId } from './node';

type Given = { readonly children: readonly Node[]; readonly views: ReadonlyMap<string, string> };

export type Render = {
  /** Undefined: the root. */
  readonly childrenOf: (node: Node | undefined) => readonly Node[];
  /** Everything of a row that can be seen, as one text. */
  readonly viewOf: (node: Node) => string;
};

const rootId = '';

export class ShownNodes {
  private readonly given = new Map<string, Given>();
  private readonly open = new Set<string>();
  /** The view knows nodes as objects: a node stays the same one as long as it is in the tree. */
  private readonly objects = new Map<string, Node>();

  /** Remembers what the view is given for this node (undefined: the root), which is expanded then. */
  give(parent: Node | undefined, children: readonly Node[], render: Render): readonly Node[] {
    const id = parent === undefined ? rootId : nodeId(parent);
    if (parent !== undefined) this.open.add(id);
    const objects = children.map((child) => this.objectOf(child));
    this.given.set(id, { children: objects, views: this.viewsOf(objects, render) });
    this.forgetOrphans();
    return objects;
  }

  /** The view ignores what it is told of any other object than its own. */
  known(node: Node): Node {
    return this.objects.get(nodeId(node)) ?? node;
  }

  expand(node: Node): void {
    this.open.add(nodeId(node));
  }

  collapse(node: Node): void {
    this.open.delete(nodeId(node));
  }

  /** Expanded nodes all of whose ancestors are expanded, from top to bottom. */
  expanded(): readonly Node[] {
    return this.below(rootId);
  }

  /** Expanded nodes below this one, and itself if it is. */
  expandedBelow(node: Node): readonly Node[] {
    const id = nodeId(node);
    return [...(this.open.has(id) ? [node] : []), ...this.below(id)];
  }

  /** The nodes of which the view has to ask again: themselves, or what is below them; undefined: everything. */
  outdated(render: Render): readonly Node[] | undefined {
    const roots = this.given.get(rootId)?.children;
    if (roots !== undefined && !isSame(roots, render.childrenOf(undefined))) return undefined;
    const changed: Node[] = [];
    const check = (id: string, parent: Node | undefined): void => {
      const given = this.given.get(id);
      if (given === undefined) return;
      if (parent !== undefined && !isSame(given.children, render.childrenOf(parent))) {
        changed.push(parent);
        return;
      }
      const views = this.viewsOf(given.children, render);
      for (const child of given.children) {
        const childId = nodeId(child);
        // A row that is told anew is told with everything below it.
        if (views.get(childId) !== given.views.get(childId)) changed.push(child);
        else if (this.open.has(childId)) check(childId, child);
      }
      this.given.set(id, { ...given, views });
    };
    check(rootId, undefined);
    return changed;
  }

  clear(): void {
    this.given.clear();
    this.open.clear();
    this.objects.clear();
  }

  private below(id: string): readonly Node[] {
    const children = this.given.get(id)?.children ?? [];
    return children.flatMap((child) => {
      const childId = nodeId(child);
      return this.open.has(childId) ? [child, ...this.below(childId)] : [];
    });
  }

  private objectOf(node: Node): Node {
    const id = nodeId(node);
    const known = this.objects.get(id);
    if (known !== undefined) return known;
    this.objects.set(id, node);
    return node;
  }

  private viewsOf(nodes: readonly Node[], { viewOf }: Render): ReadonlyMap<string, string> {
    return new Map(nodes.map((node) => [nodeId(node), viewOf(node)]));
  }

  /** What is no longer in the tree. */
  private forgetOrphans(): void {
    const ids = new Set<string>([rootId]);
    const visit = (id: string): void => {
      for (const child of this.given.get(id)?.children ?? []) {
        const childId = nodeId(child);
        ids.add(childId);
        visit(childId);
      }
    };
    visit(rootId);
    for (const id of this.given.keys()) if (!ids.has(id)) this.given.delete(id);
    for (const id of this.open) if (!ids.has(id)) this.open.delete(id);
    for (const id of this.objects.keys()) if (!ids.has(id)) this.objects.delete(id);
  }
}

function isSame(before: readonly Node[], now: readonly Node[]): boolean {
  return before.length === now.length && before.every((node, index) => nodeId(node) === nodeId(now[index] ?? node));
}
