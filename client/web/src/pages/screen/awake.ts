// Keeps the machine's screen from going dark for as long as the page is shown.
// A browser that cannot, or will not, leaves that to the machine's settings.
export function stayAwake(): () => void {
  let lock: Promise<WakeLockSentinel | undefined> = Promise.resolve(undefined);

  // The browser lets go of it whenever the page is hidden.
  function hold(): void {
    if (document.visibilityState === 'visible' && 'wakeLock' in navigator) {
      lock = navigator.wakeLock.request('screen').catch(() => undefined);
    }
  }

  hold();
  document.addEventListener('visibilitychange', hold);
  return () => {
    document.removeEventListener('visibilitychange', hold);
    void lock.then((held) => held?.release());
  };
}
