window.ui = SwaggerUIBundle({
  urls: [
    { url: '/api/docs/patient.json', name: 'Diary and profile' },
    { url: '/api/docs/doctor.json', name: 'Doctors and dashboard' },
    { url: '/api/docs/scheduling.json', name: 'Appointments' },
    { url: '/api/docs/ai-summary.json', name: 'Summaries' },
    { url: '/api/docs/gateway.json', name: 'Sign-in and status' },
  ],
  dom_id: '#viewer',
  deepLinking: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: 'StandaloneLayout',
  // Browsers are signed in by cookie; a write needs the token of the cookie next to it.
  requestInterceptor: (request) => {
    const token = document.cookie.match(/(?:^|; )XSRF-TOKEN=([^;]*)/)
    if (token && request.method !== 'GET') {
      request.headers['X-XSRF-TOKEN'] = token[1]
    }
    return request
  },
})
