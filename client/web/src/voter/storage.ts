// What is kept on the tablet, in IndexedDB: sealed states under names that tell
// nothing, and the last checkpoint that was accepted, which is public.
import type { HeadStore } from '../log/heads.ts';
import type { Storage } from './ports.ts';

const DATABASE = 'pingyi';
const STATES = 'voter';
const HEADS = 'heads';

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
  });
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STATES);
    request.result.createObjectStore(HEADS);
  };
  return done(request);
}

async function read(store: string, key: string): Promise<Uint8Array | undefined> {
  const database = await open();
  try {
    const value: unknown = await done(database.transaction(store).objectStore(store).get(key));
    return value instanceof Uint8Array ? value : undefined;
  } finally {
    database.close();
  }
}

// Resolves once the transaction is complete and, as far as the browser can,
// on the disk.
async function write(store: string, act: (objects: IDBObjectStore) => void): Promise<void> {
  const database = await open();
  try {
    const transaction = database.transaction(store, 'readwrite', { durability: 'strict' });
    await new Promise<void>((resolve, reject) => {
      const failed = (): void => reject(transaction.error ?? new Error('IndexedDB failed'));
      transaction.oncomplete = () => resolve();
      transaction.onerror = failed;
      transaction.onabort = failed;
      act(transaction.objectStore(store));
    });
  } finally {
    database.close();
  }
}

// Holds a lock for as long as this page lives or until it is released.
function lock(name: string): Promise<(() => void) | undefined> {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (locks === undefined) {
    // Not served securely: nothing keeps two pages apart but the log itself.
    return Promise.resolve(() => undefined);
  }
  return new Promise((resolve, reject) => {
    locks
      .request(`pingyi-${name}`, { ifAvailable: true }, (held) => {
        if (held === null) {
          resolve(undefined);
          return undefined;
        }
        return new Promise<void>((release) => resolve(release));
      })
      .catch(reject);
  });
}

export class TabletStorage implements Storage {
  load(name: string): Promise<Uint8Array | undefined> {
    return read(STATES, name);
  }

  save(name: string, sealed: Uint8Array): Promise<void> {
    return write(STATES, (states) => states.put(sealed, name));
  }

  hold(name: string): Promise<(() => void) | undefined> {
    return lock(name);
  }

  // Forgets what belongs to other sessions: names begin with their session's.
  async forgetOthers(session: string): Promise<void> {
    const range = IDBKeyRange.bound(session, `${session}\uffff`);
    await write(STATES, (states) => {
      const keys = states.getAllKeys();
      keys.onsuccess = () =>
        keys.result.filter((key) => !range.includes(key)).forEach((key) => states.delete(key));
    });
  }
}

export const headStore: HeadStore = {
  load: (fingerprint) => read(HEADS, fingerprint),
  save: (fingerprint, note) => write(HEADS, (heads) => heads.put(note, fingerprint)),
};
