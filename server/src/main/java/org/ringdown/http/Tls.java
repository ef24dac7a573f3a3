package org.ringdown.http;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.time.Duration;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.ringdown.time.Timers;
import org.ringdown.tls.KeyFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TLS from two files, which may be replaced while we run: certificates are renewed every few weeks. */
final class Tls {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

    private final KeyFiles files;
    private final Timers timers;
    private final Duration every;
    private final SslContextFactory.Server context = new SslContextFactory.Server();
    private FileTime loaded;

    /** @param every between looks at the files */
    Tls(KeyFiles files, Timers timers, Duration every) throws IOException {
        this.files = files;
        this.timers = timers;
        this.every = every;
        this.loaded = files.written();
        use(context, load(files));
        context.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        context.setSniRequired(false);
        timers.after(every, this::look);
    }

    SslContextFactory.Server context() {
        return context;
    }

    /** On the timer's thread: two small files, once in a while. */
    private void look() {
        try {
            var written = files.written();
            if (!written.equals(loaded)) {
                loaded = written;
                var fresh = load(files);
                context.reload(factory -> use((SslContextFactory.Server) factory, fresh));
                LOG.info(
                        "the certificate in {} was replaced, and is used from now on",
                        files.cert());
            }
        } catch (Exception e) {
            LOG.warn("the certificate was not replaced, the old one stays: {}", e.getMessage());
        }
        timers.after(every, this::look);
    }

    private static KeyStore load(KeyFiles files) throws IOException {
        try {
            return files.load();
        } catch (KeyFiles.UnusableException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void use(SslContextFactory.Server context, KeyStore store) {
        context.setKeyStore(store);
        context.setKeyStorePassword("");
    }
}
