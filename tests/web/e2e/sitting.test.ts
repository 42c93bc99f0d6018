// A whole sitting: six deputies, the chair, the hall's screen and a scrutineer
// in Chromium, a hundred simulated deputies beside them, all programs real.
// What goes wrong in a hall goes wrong here, one thing after the other.
import { afterAll, beforeAll, describe, test } from 'vitest';
import { Ballot } from './ballot';
import { Hall } from './hall';
import { House } from './people';
import { LATE, sitting } from './sitting';
import { ballots } from './sitting_ballots';
import { casting } from './sitting_casting';
import { checkIn } from './sitting_check_in';
import { result } from './sitting_result';

let failed = false;

beforeAll(async () => {
  sitting.hall = await Hall.ready({ deputies: LATE, sendWindowSeconds: 4, mixBatch: 4 });
  sitting.ballot = new Ballot(sitting.hall);
  sitting.house = await House.open(sitting.hall);
});

afterAll(async () => {
  // Absent if the hall could not be made.
  await (sitting.house as House | undefined)?.close();
  await (sitting.hall as Hall | undefined)?.end(!failed);
});

describe('a sitting of 106 deputies', () => {
  test.beforeEach(({ onTestFailed }) => {
    onTestFailed(() => {
      failed = true;
    });
  });

  checkIn();
  ballots();
  casting();
  result();
});
