package org.ringdown.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.ringdown.time.Timers;
import org.ringdown.tls.KeyFiles.UnusableException;
import org.ringdown.tls.TlsFiles.ClientCertificates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who we are and whom we trust within TLS. The files may be replaced while we run: who connects afterwards meets the new ones, and
 * connections that are open stay.
 */
public final class TlsIdentity implements AutoCloseable {
    /** Between looks at the files: they are few and small. */
    public static final Duration LOOK = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(TlsIdentity.class);

    private final String of;
    private final TlsFiles files;
    private final Timers timers;
    private List<FileTime> seen;
    private volatile Optional<Contexts> contexts = Optional.empty();
    private volatile Timers.Timer next = () -> {};
    private volatile boolean closed;

    private record Contexts(SSLContext usual, Map<String, SSLContext> byHost) {}

    private TlsIdentity(String of, TlsFiles files, Timers timers) throws IOException {
        this.of = of;
        this.files = files;
        this.timers = timers;
        this.seen = written();
        if (seen.isEmpty()) return; // nothing of ours can be wrong: made when somebody needs it
        this.contexts = Optional.of(load());
        lookLater();
    }

    /**
     * @param of what is carried within, for the log
     * @throws IOException whose message is one sentence for the operator
     */
    public static TlsIdentity of(String of, TlsFiles files, Timers timers) throws IOException {
        return new TlsIdentity(of, files, timers);
    }

    ClientCertificates clients() {
        return files.clients();
    }

    /** For those who connect to us. */
    SSLContext own() {
        return contexts().usual;
    }

    /** For a connection to a host. */
    SSLContext toward(String host) {
        var now = contexts();
        return now.byHost.getOrDefault(host.toLowerCase(Locale.ROOT), now.usual);
    }

    private Contexts contexts() {
        return contexts.orElseGet(this::late);
    }

    private synchronized Contexts late() {
        try {
            if (contexts.isEmpty()) contexts = Optional.of(load());
            return contexts.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lookLater() {
        // Files may be on slow disks, and timers do not wait.
        next = timers.after(LOOK, () -> Thread.ofVirtual().name("tls-files").start(this::look));
    }

    private void look() {
        if (closed) return;
        try {
            var now = written();
            if (!now.equals(seen)) {
                seen = now;
                contexts = Optional.of(load());
                log.info("the certificates of {} were replaced, and are used from now on", of);
            }
        } catch (IOException e) {
            log.warn("the certificates of {} stay as they were: {}", of, e.getMessage());
        }
        lookLater();
    }

    private List<FileTime> written() throws IOException {
        var times = new ArrayList<FileTime>();
        if (files.own().isPresent()) times.add(files.own().get().written());
        if (files.ca().isPresent()) times.add(files.ca().get().written());
        for (var ca : files.caOf().values()) times.add(ca.written());
        return List.copyOf(times);
    }

    private Contexts load() throws IOException {
        try {
            var own =
                    files.own().isPresent()
                            ? Optional.of(files.own().get().load())
                            : Optional.<KeyStore>empty();
            var byHost = new HashMap<String, SSLContext>();
            for (var each : files.caOf().entrySet()) {
                byHost.put(
                        each.getKey().toLowerCase(Locale.ROOT),
                        context(own, Optional.of(each.getValue())));
            }
            return new Contexts(context(own, files.ca()), Map.copyOf(byHost));
        } catch (UnusableException e) {
            throw new IOException(e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificates cannot be used: " + e.getMessage(), e);
        }
    }

    private static SSLContext context(Optional<KeyStore> own, Optional<TrustFile> ca)
            throws UnusableException, GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own.orElse(null), new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trusting(ca), null);
        return context;
    }

    private static TrustManager[] trusting(Optional<TrustFile> ca)
            throws UnusableException, GeneralSecurityException {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(ca.isPresent() ? ca.get().load() : null);
        return trust.getTrustManagers();
    }

    @Override
    public void close() {
        closed = true;
        next.cancel();
    }
}
