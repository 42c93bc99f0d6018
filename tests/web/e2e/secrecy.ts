// Nothing that somebody else could come by tells a choice or a slip's secret:
// no address, title, console line, stored byte or request.
import { expect } from 'vitest';
import { fromBase32, toBase64, toHex } from '../../../client/web/src/bytes';
import type { Slip } from './hall';
import type { Person } from './people';

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

// The secret and the choices in all spellings that a page might use.
function needles(slip: Slip, choices: readonly number[]): string[] {
  const symbols = slip.fragment.slice(0, 26);
  const secret = fromBase32(symbols, 16);
  const bytes = Uint8Array.from(choices);
  return [
    symbols,
    slip.code,
    latin1(secret),
    toHex(secret),
    toBase64(secret).slice(0, 20),
    ...(choices.length < 8
      ? []
      : [
          latin1(bytes),
          toHex(bytes),
          toBase64(bytes).slice(0, 12),
          choices.join(','),
          choices.join(''),
        ]),
  ];
}

// Everything that the browser keeps for the page's origin, as text.
async function stored(person: Person): Promise<string> {
  const cookies = JSON.stringify(await person.context.cookies());
  const kept = await person.page.evaluate(async () => {
    const text = (value: unknown): string => {
      if (value instanceof ArrayBuffer) {
        return text(new Uint8Array(value));
      }
      if (value instanceof Uint8Array) {
        return Array.from(value, (byte) => String.fromCharCode(byte)).join('');
      }
      if (Array.isArray(value)) {
        return value.map(text).join(',');
      }
      return typeof value === 'object' && value !== null
        ? Object.entries(value)
            .map(([name, inner]) => `${name}=${text(inner)}`)
            .join(';')
        : String(value);
    };
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const parts = [text({ ...localStorage }), text({ ...sessionStorage })];
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store);
        parts.push(text(await done(objects.getAllKeys())), text(await done(objects.getAll())));
      }
      database.close();
    }
    for (const cache of await caches.keys()) {
      const keys = await (await caches.open(cache)).keys();
      parts.push(keys.map((key) => key.url).join('\n'));
    }
    return parts.join('\n');
  });
  return `${cookies}\n${kept}`;
}

// Fails if anything that the person's tablet showed to others, sent or keeps
// tells the secret or the choices.
export async function tellsNothing(
  person: Person,
  slip: Slip,
  choices: readonly number[],
): Promise<void> {
  await person.look();
  const places: Record<string, string> = {
    'addresses and titles': [...person.seen].join('\n'),
    console: person.said.join('\n'),
    errors: person.errors.join('\n'),
    storage: await stored(person),
    requests: person.requests
      .map(({ url, body }) => url + (body?.toString('latin1') ?? ''))
      .join('\n'),
  };
  // Where nothing was found because nothing was looked at, it would not be seen.
  expect(places['addresses and titles']).toContain(person.wifi.origin);
  expect(places['storage'], 'a sealed state').toMatch(/[0-9a-f]{32}-[0-9a-f]{32}/);
  expect(places['requests']).toContain('/pingyi.v1.');
  for (const [place, text] of Object.entries(places)) {
    for (const needle of needles(slip, choices)) {
      expect(text.includes(needle), `${person.name}: ${place} tell ${JSON.stringify(needle)}`).toBe(
        false,
      );
    }
  }
}

// Fails if the page loaded anything from another host, or complained.
export function keptToItself(person: Person): void {
  const elsewhere = person.requests
    .map(({ url }) => url)
    .filter((url) => !url.startsWith(`${person.wifi.origin}/`) && !/^(blob|data):/.test(url));
  expect(elsewhere, `${person.name}: loaded from elsewhere`).toEqual([]);
  expect(person.errors, `${person.name}: uncaught`).toEqual([]);
  expect(person.policies.length, `${person.name}: opened a page`).toBeGreaterThan(0);
  for (const policy of person.policies) {
    expect(policy, `${person.name}: content security policy`).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toContain('unsafe-inline');
  }
  const complaints = person.said.filter((line) =>
    /Content Security Policy|Trusted ?Type/i.test(line),
  );
  expect(complaints, `${person.name}: refused by its own policy`).toEqual([]);
}
