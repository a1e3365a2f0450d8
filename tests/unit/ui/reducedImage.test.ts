import { expect, test } from 'vitest'
import { fittedSize } from '../../../src/renderer/ui/field/reducedImage'

test('the longer side is brought down, never up, and nothing becomes thinner than a pixel', () => {
  expect(fittedSize(4000, 3000, 512)).toEqual({ width: 512, height: 384 })
  expect(fittedSize(3000, 4000, 512)).toEqual({ width: 384, height: 512 })
  expect(fittedSize(512, 300, 512)).toEqual({ width: 512, height: 300 })
  expect(fittedSize(5000, 2, 512)).toEqual({ width: 512, height: 1 })
})
