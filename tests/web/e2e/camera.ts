// What the camera sees: a short film of a QR code, for Chromium's fake camera
// (Y4M, luma and two flat chroma planes).
import encodeQR from 'qr';
import { writeFileSync } from 'node:fs';

const WIDTH = 640;
const HEIGHT = 480;
const QUIET_MODULES = 4;
const FRAMES = 3;

// Shades of grey from 0 to 255, row by row.
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly luma: readonly number[];
}

export function pictureOf(text: string): Picture {
  const modules = encodeQR(text, 'raw', { border: QUIET_MODULES });
  const luma = modules.flatMap((row) => row.map((dark) => (dark ? 16 : 235)));
  return { width: modules.length, height: modules.length, luma };
}

// In the middle of the frame, as large as fits.
function frame({ width, height, luma }: Picture): Buffer {
  const scale = Math.min(WIDTH / width, HEIGHT / height);
  const left = Math.floor((WIDTH - scale * width) / 2);
  const top = Math.floor((HEIGHT - scale * height) / 2);
  const yuv = Buffer.alloc((WIDTH * HEIGHT * 3) / 2, 128);
  yuv.fill(235, 0, WIDTH * HEIGHT);
  for (let y = 0; y < Math.floor(scale * height); y += 1) {
    for (let x = 0; x < Math.floor(scale * width); x += 1) {
      const from = Math.floor(y / scale) * width + Math.floor(x / scale);
      yuv[(top + y) * WIDTH + left + x] = luma[from]!;
    }
  }
  return yuv;
}

// Takes effect when the camera is next switched on.
export function holdBeforeCamera(film: string, picture: Picture): void {
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  const one = Buffer.concat([Buffer.from('FRAME\n'), frame(picture)]);
  writeFileSync(film, Buffer.concat([head, ...Array.from({ length: FRAMES }, () => one)]));
}
