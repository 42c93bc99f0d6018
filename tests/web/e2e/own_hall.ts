// A hall for one test, and a house for its people: both end with the test, and
// the files of a test that failed stay.
import { onTestFinished } from 'vitest';
import { Hall, type HallOptions } from './hall';
import { House } from './people';

// Keys are made, and nobody sits yet.
export async function openHall(options: HallOptions): Promise<{ hall: Hall; house: House }> {
  const hall = await Hall.ready(options);
  onTestFinished(({ task }) => hall.end(task.result?.state === 'pass'));
  const house = await House.open(hall);
  onTestFinished(() => house.close());
  return { hall, house };
}
