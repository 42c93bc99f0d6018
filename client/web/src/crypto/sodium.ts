// libsodium, which loads its WebAssembly in the background: nothing of it may be called before
// `sodiumReady` is fulfilled.
import sodium from 'libsodium-wrappers-sumo';

export { sodium };

export const sodiumReady: Promise<void> = sodium.ready;
