import { describe, expect, it, onTestFinished } from 'vitest';
import { followOrders, orderScreen } from '../../../client/web/src/ui/screen_remote.ts';
import type { ScreenOrder } from '../../../client/web/src/ui/screen_remote.ts';

function nextOrder(heard: ScreenOrder[]): Promise<void> {
  return new Promise((resolve) => {
    onTestFinished(
      followOrders((order) => {
        heard.push(order);
        resolve();
      }),
    );
  });
}

describe('the screen turned from the desk', () => {
  it('hears what the chair presses', async () => {
    const heard: ScreenOrder[] = [];
    const arrived = nextOrder(heard);
    orderScreen('next');
    await arrived;
    expect(heard).toEqual(['next']);
  });

  it('does nothing that it does not know', async () => {
    const heard: ScreenOrder[] = [];
    const arrived = nextOrder(heard);
    const stranger = new BroadcastChannel('pingyi-screen');
    onTestFinished(() => stranger.close());
    stranger.postMessage('announce');
    stranger.postMessage({ order: 'next' });
    stranger.postMessage('hold');
    await arrived;
    expect(heard).toEqual(['hold']);
  });
});
