// What the camera sees: a short film of a QR code, for Chromium's fake camera
// (Y4M, luma and two flat chroma planes).
import encodeQR from 'qr';
import { writeFileSync } from 'node:fs';

const WIDTH = 640;
const HEIGHT = 480;
const QUIET_MODULES = 4;
const FRAMES = 3;

function frame(text: string): Buffer {
  const modules = encodeQR(text, 'raw', { border: QUIET_MODULES });
  const scale = Math.floor(HEIGHT / modules.length);
  const left = (WIDTH - scale * modules.length) >> 1;
  const top = (HEIGHT - scale * modules.length) >> 1;
  const picture = Buffer.alloc((WIDTH * HEIGHT * 3) / 2, 128);
  picture.fill(235, 0, WIDTH * HEIGHT);
  modules.forEach((row, y) =>
    row.forEach((dark, x) => {
      if (!dark) {
        return;
      }
      for (let line = 0; line < scale; line += 1) {
        const at = (top + y * scale + line) * WIDTH + left + x * scale;
        picture.fill(16, at, at + scale);
      }
    }),
  );
  return picture;
}

// Takes effect when the camera is next switched on.
export function holdBeforeCamera(film: string, text: string): void {
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  const one = Buffer.concat([Buffer.from('FRAME\n'), frame(text)]);
  writeFileSync(film, Buffer.concat([head, ...Array.from({ length: FRAMES }, () => one)]));
}
