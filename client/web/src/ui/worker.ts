// Starts a module worker under Trusted Types: only a script of our own origin,
// by the address that the build gave it.

interface TrustedTypesPolicy {
  createScriptURL(url: string): unknown;
}
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): TrustedTypesPolicy;
}

let policy: TrustedTypesPolicy | undefined;

function sameOrigin(url: string): string {
  const address = new URL(url, location.href);
  if (address.origin !== location.origin) {
    throw new TypeError(`a worker of another origin: ${address.origin}`);
  }
  return address.href;
}

function trusted(url: string): string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (types === undefined) {
    return sameOrigin(url);
  }
  policy ??= types.createPolicy('pingyi', { createScriptURL: sameOrigin });
  // A TrustedScriptURL; the DOM's types know strings only.
  return policy.createScriptURL(url) as string;
}

// `url` comes from `import url from './x.ts?worker&url'`.
export function startWorker(url: string, name: string): Worker {
  return new Worker(trusted(url), { type: 'module', name });
}
