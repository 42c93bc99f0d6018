// The chair turns the hall screen's pages where that screen is another window of the same browser,
// as on a desk with a second display. Only pages of this origin hear it, and all it can do is show
// another page of what is public already.

export const SCREEN_ORDERS = ['previous', 'hold', 'next', 'near'] as const;
export type ScreenOrder = (typeof SCREEN_ORDERS)[number];

const CHANNEL = 'pingyi-screen';

export function orderScreen(order: ScreenOrder): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(order);
  channel.close();
}

/** Calls `act` for each order until the function that it returns is called. */
export function followOrders(act: (order: ScreenOrder) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const order = SCREEN_ORDERS.find((known) => known === data);
    if (order !== undefined) act(order);
  });
  return () => channel.close();
}
