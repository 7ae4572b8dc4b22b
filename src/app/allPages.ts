// All pages of a list that is known to be short: an account has at most some dozens of queues and environments.
import type { Page, PageRequest } from './ports';

export async function allPages<T>(fetchPage: (page: PageRequest) => Promise<Page<T>>): Promise<readonly T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const { items, nextToken } = await fetchPage({ token });
    all.push(...items);
    token = nextToken;
  } while (token !== undefined);
  return all;
}
