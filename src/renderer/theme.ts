import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

/** The one accent: a deep teal whose sixth shade carries white text at 7:1. */
const teal: MantineColorsTuple = [
  '#eef5f4',
  '#dcebe9',
  '#b9d6d3',
  '#8fbcb8',
  '#5b9894',
  '#327a77',
  '#125e5f',
  '#0f5051',
  '#0c4142',
  '#083132',
]

/** Warm neutrals; text starts at the seventh shade (4.5:1 on the page's background and above). */
const gray: MantineColorsTuple = [
  '#faf8f5',
  '#f5f2ed',
  '#ebe6de',
  '#ded8ce',
  '#c9c2b7',
  '#8a857d',
  '#69665f',
  '#514f4a',
  '#3a3936',
  '#252523',
]

export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: 6,
  colors: { teal, gray },
  black: '#252523',
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'Liberation Mono', monospace",
  fontSizes: { xs: '0.8125rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  headings: {
    fontWeight: '620',
    sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.125rem' }, h3: { fontSize: '1rem' } },
  },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Loader: { defaultProps: { role: 'status' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    // A list opens when it is typed in, pointed at or asked for by an arrow: one that opens as the keyboard passes
    // covers what follows.
    Select: { defaultProps: { size: 'sm', openOnFocus: false } },
    MultiSelect: { defaultProps: { openOnFocus: false } },
    Autocomplete: { defaultProps: { openOnFocus: false } },
    TagsInput: { defaultProps: { openOnFocus: false } },
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray.7' } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true, color: 'gray.9' } },
    Modal: { defaultProps: { centered: true, closeButtonProps: { 'aria-label': 'Fermer' } } },
    Popover: { defaultProps: { shadow: 'md' } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-end' } },
  },
})

/** Colours that Mantine leaves below AA: dimmed, disabled and placeholder texts. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--page': '#f8f6f2',
    '--surface': '#ffffff',
    '--line': '#e3ded5',
    '--line-strong': '#8a857d',
    '--text': '#252523',
    '--text-soft': '#5d5a54',
    '--accent': '#125e5f',
    '--accent-soft': '#e8f2f1',
    '--warn': '#7a4a00',
    '--warn-soft': '#fbf0d9',
    '--danger': '#9b2c24',
    '--danger-soft': '#fbebe8',
    '--good': '#27633b',
    '--good-soft': '#e7f2ea',
  },
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#252523',
    '--mantine-color-dimmed': '#5d5a54',
    '--mantine-color-placeholder': '#6b6862',
    '--mantine-color-error': '#9b2c24',
    '--mantine-color-disabled-color': '#625f59',
    '--mantine-color-default-border': '#cfc8bc',
  },
  dark: {},
})
