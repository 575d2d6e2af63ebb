import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';

const FONTS = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf');
/** The first has every letter that is one cell wide; DejaVu Sans adds symbols. Neither has Chinese or emoji. */
const FILES = ['DejaVuSansMono', 'DejaVuSansMono-Bold', 'DejaVuSansMono-Oblique', 'DejaVuSans'];
/** For screens of high resolution. */
const PIXELS_PER_UNIT = 2;

/** Returns a picture as PNG, the same bytes on every machine: with fonts of the project, not of the system. */
export function pngOf(svg: string, pixelsPerUnit = PIXELS_PER_UNIT): Uint8Array {
  const picture = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: pixelsPerUnit },
    font: {
      loadSystemFonts: false,
      fontFiles: FILES.map((name) => join(FONTS, `${name}.ttf`)),
      defaultFontFamily: 'DejaVu Sans Mono',
      monospaceFamily: 'DejaVu Sans Mono',
    },
  });
  return picture.render().asPng();
}
