// Where most accidents begin: deputy 1 at a tablet, and how far the two have
// come in a hall of their own.
import { Hall } from './hall.ts';
import { Tablet } from './tablet.ts';

export interface Scene {
  readonly hall: Hall;
  readonly tablet: Tablet;
}

// The deputy has checked in, and waits for the opening.
export async function checkedIn(): Promise<Scene> {
  const hall = new Hall();
  const tablet = new Tablet(hall);
  await tablet.checkIn(1);
  return { hall, tablet };
}

// The chair has opened, and the ballot is empty.
export async function voting(): Promise<Scene> {
  const scene = await checkedIn();
  scene.hall.open();
  await scene.tablet.sees('voting');
  return scene;
}

// The network was gone when the ballot was submitted, and the tablet says so.
export async function cutOff(): Promise<Scene> {
  const scene = await voting();
  const { tablet } = scene;
  tablet.line.cut = true;
  await tablet.submit();
  await tablet.sees('sending', (view) => !view.connected);
  return scene;
}
