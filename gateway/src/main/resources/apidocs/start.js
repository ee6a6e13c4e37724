SwaggerUIBundle({
  dom_id: '#api',
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: 'StandaloneLayout',
  urls: [
    { name: 'Patients and diary', url: '/api/docs/patient.json' },
    { name: 'Doctors and dashboard', url: '/api/docs/doctor.json' },
    { name: 'Appointments', url: '/api/docs/scheduling.json' },
    { name: 'Urgency and summaries', url: '/api/docs/ai-summary.json' },
    { name: 'Sign-in and status', url: '/api/docs/gateway.json' },
  ],
  supportedSubmitMethods: [],
})
