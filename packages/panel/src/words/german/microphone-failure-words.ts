import type { english } from '../microphone-failure-words.ts'

export const microphoneFailureWords: typeof english = {
  microphoneFailureWords: {
    'not-allowed':
      'Der Browser durfte das Mikrofon nicht benutzen. Erlauben Sie es in den Website-Einstellungen der Adressleiste und drücken Sie dann noch einmal „Coachen“.',
    dismissed:
      'Die Frage des Browsers wurde ohne Antwort geschlossen. Drücken Sie noch einmal „Coachen“ und wählen Sie „Zulassen“.',
    'not-allowed-by-system':
      'Das System lässt diesen Browser das Mikrofon nicht benutzen. Erlauben Sie es in den Datenschutz-Einstellungen des Systems und drücken Sie dann noch einmal „Coachen“.',
    'not-found':
      'Es wurde kein Mikrofon gefunden. Schließen Sie eines an und drücken Sie dann noch einmal „Coachen“.',
    'not-fitting':
      'Das Mikrofon kann nicht, was von ihm verlangt wurde. Wählen Sie ein anderes oder „Systemstandard“ und drücken Sie dann noch einmal „Coachen“.',
    busy: 'Ein anderes Programm hält das Mikrofon. Schließen Sie es dort und drücken Sie dann noch einmal „Coachen“.',
    'not-secure':
      'Der Browser gibt nur sicheren Seiten ein Mikrofon. Öffnen Sie diese Konsole über HTTPS oder auf localhost.',
    suspended:
      'Der Browser hat den Ton dieser Seite angehalten, also wurde Ihr Mikrofon abgeschaltet. Klicken Sie auf die Seite und drücken Sie dann noch einmal „Coachen“.',
    unplugged:
      'Das Mikrofon wurde abgezogen oder ausgeschaltet, also wurde es abgeschaltet und Ihre Leitung geschlossen. Schließen Sie es an oder wählen Sie ein anderes und drücken Sie dann noch einmal „Coachen“.',
    unknown:
      'Das Mikrofon ließ sich nicht starten. Versuchen Sie ein anderes oder drücken Sie noch einmal „Coachen“.',
  },
}
