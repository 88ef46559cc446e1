import { makeStyles, type Theme } from '@material-ui/core/styles';
import { toneColours } from '../../theme/toneColours';

/** The red of the theme is made for borders: its words could not be read. */
export const useInputStyles = makeStyles((theme: Theme) => ({
  input: {
    '& .MuiFormLabel-root.Mui-error, & .MuiFormHelperText-root.Mui-error': {
      color: toneColours(theme).error.text,
    },
  },
}));
