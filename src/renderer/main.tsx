import '@mantine/core/styles.css'
import '@mantine/dates/styles.css'
import '@mantine/notifications/styles.css'
import 'dayjs/locale/fr'
import './base.css'
import { MantineProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { Notifications } from '@mantine/notifications'
import { setNonce } from 'get-nonce'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { App } from './App'
import { startData } from './data/start'
import { PlatformContext } from './data/usePlatform'
import { NewVersion } from './NewVersion'
import { openPlatform } from './platform'
import { cssVariables, theme } from './theme'
import { trustOwnScripts } from './trustedTypes'
import { openUnsaved, UnsavedContext } from './ui/unsaved'

trustOwnScripts()

// The page's policy lets a style in only with the nonce of this very answer.
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
setNonce(nonce)

const root = document.getElementById('root')
if (!root) throw new Error('no root in the page')
const platform = openPlatform()
const workspaces = startData(platform)
const unsaved = openUnsaved()

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      forceColorScheme="light"
      getStyleNonce={() => nonce}
    >
      <DatesProvider settings={{ locale: 'fr', firstDayOfWeek: 1 }}>
        <Notifications position="top-center" className="toasts" />
        <PlatformContext.Provider value={platform}>
          <UnsavedContext.Provider value={unsaved}>
            <NewVersion>
              <Router hook={useHashLocation}>
                <App workspaces={workspaces} />
              </Router>
            </NewVersion>
          </UnsavedContext.Provider>
        </PlatformContext.Provider>
      </DatesProvider>
    </MantineProvider>
  </StrictMode>,
)
