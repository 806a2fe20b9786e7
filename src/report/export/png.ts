/** A plot as PNG, drawn by the rasteriser with a font that comes with the program: nothing of the machine's fonts is used. */
import { createRequire } from 'node:module'
import { NodeError } from '../../model/errors.ts'
import type { Plot } from '../plots/plot.ts'

/** Pixels for a point of the drawing: sharp in print at the width of a page. */
const SCALE = 3
const FAMILY = 'Roboto Plot'
const FONTS = ['Roboto-Regular.woff2', 'Roboto-Bold.woff2']

/** Throws `report/no-rasteriser` where the platform has none. */
export async function pngOf({ svg, width, height }: Plot): Promise<Uint8Array> {
  const { GlobalFonts, createCanvas, loadImage } = await rasteriser()
  const { resolve } = createRequire(import.meta.url)
  for (const font of FONTS) GlobalFonts.registerFromPath(resolve(`roboto-fontface/fonts/roboto/${font}`), FAMILY)
  // The drawing's second names would let the machine's fonts in.
  const alone = svg.replace(/font-family="[^"]*"/, `font-family="${FAMILY}"`)
  const image = await loadImage(Buffer.from(alone))
  const canvas = createCanvas(width * SCALE, height * SCALE)
  canvas.getContext('2d').drawImage(image, 0, 0, width * SCALE, height * SCALE)
  return new Uint8Array(canvas.toBuffer('image/png'))
}

async function rasteriser() {
  try {
    return await import('@napi-rs/canvas')
  } catch (error) {
    throw new NodeError('report/no-rasteriser', 'this platform has no rasteriser for PNG', {
      hint: 'Leave png out of --format; SVG files hold the same plots.',
      cause: error,
    })
  }
}
