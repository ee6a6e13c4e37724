console.log('test asset of the gateway, served as it is, by gzip and by Brotli')
