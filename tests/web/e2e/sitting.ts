// The people and programs of one whole sitting, as its tests find them: what one
// test leaves is where the next begins.
import type { Ballot } from './ballot';
import type { Deputy } from './deputy';
import type { Hall } from './hall';
import type { Chair, Screen, Supervisor } from './officials';
import type { House } from './people';
import type { Program } from './programs';

export const SIMULATED = 100;
// Five vote, one only checks in.
const BROWSERS = 6;
export const PRESENT = SIMULATED + BROWSERS;
// One more, who comes too late.
export const LATE = PRESENT + 1;

class Sitting {
  hall!: Hall;
  house!: House;
  ballot!: Ballot;
  chair!: Chair;
  screen!: Screen;
  supervisor!: Supervisor;
  voters!: Program;
  // Deputies, named for how they come in, or for what happens to them.
  scanning!: Deputy;
  typing!: Deputy;
  cutOff!: Deputy;
  testing!: Deputy;
  inEnglish!: Deputy;
  absent!: Deputy;
  // Tracking codes of a cast ballot and of a tested one.
  cast = '';
  tested = '';

  voting(): Deputy[] {
    return [this.scanning, this.typing, this.cutOff, this.testing, this.inEnglish];
  }

  deputies(): Deputy[] {
    return [...this.voting(), this.absent];
  }
}

export const sitting = new Sitting();
