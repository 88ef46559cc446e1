import {
  createTheme,
  getContrastRatio,
  type Theme,
} from '@material-ui/core/styles';
import { themes, type BackstageTheme } from '@backstage/theme';
import { TONES } from '@meshwright/backstage-plugin-istio-common';
import { toneColours } from './toneColours';

function themeOf(name: 'light' | 'dark'): Theme {
  const theme = themes[name].getTheme('v4');
  // The unified theme types its versions as unknown.
  return theme as Theme;
}

describe('toneColours', () => {
  it.each(['light', 'dark'] as const)(
    'gives words that can be read on a card of the %s theme',
    name => {
      const theme = themeOf(name);
      const colours = toneColours(theme);
      for (const tone of TONES) {
        expect(
          getContrastRatio(colours[tone].text, theme.palette.background.paper),
        ).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  it('follows the palette of the app', () => {
    const base = themeOf('light');
    const { palette } = base as BackstageTheme;
    const own = createTheme({
      palette: {
        ...palette,
        status: { ...palette.status, warning: '#0000ff' },
      },
    });
    expect(toneColours(own).warning.solid).toBe('#0000ff');
  });
});
