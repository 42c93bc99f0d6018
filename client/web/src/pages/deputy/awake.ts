// A tablet that sleeps sends nothing: while a slip is in use the screen stays
// on, as far as the browser lets a page ask for it. And what is kept sealed is
// not to be cleared away when the disk gets full.

let wanted = false;
let held: WakeLockSentinel | undefined;

async function hold(): Promise<void> {
  const locks = (navigator as { wakeLock?: WakeLock }).wakeLock;
  if (!wanted || held !== undefined || locks === undefined || document.hidden) {
    return;
  }
  try {
    const lock = await locks.request('screen');
    held = lock;
    lock.addEventListener('release', () => (held = undefined));
    if (!wanted) {
      await lock.release();
    }
  } catch {
    // A low battery, for instance: the tablet goes on when it is woken up.
  }
}

export function keepAwake(awake: boolean): void {
  wanted = awake;
  if (awake) {
    void hold();
  } else {
    void held?.release();
  }
}

// Once at the page's start.
export function startAwake(): void {
  // The lock ends whenever the page is hidden.
  document.addEventListener('visibilitychange', () => void hold());
  const storage = (navigator as { storage?: StorageManager }).storage;
  void storage?.persist().catch(() => false);
}
