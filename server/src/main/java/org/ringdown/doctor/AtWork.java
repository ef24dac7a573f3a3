package org.ringdown.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.ringdown.config.Configuration;
import org.ringdown.net.OwnAddress;
import org.ringdown.tls.KeyFiles;
import org.ringdown.tls.KeyFiles.UnusableException;

/** Tells whether a gateway of this configuration is at work: whoever shows its certificate and says that it is alive. */
public final class AtWork {
    private static final int PATIENCE = (int) Duration.ofSeconds(3).toMillis();
    private static final int LONGEST = 2048;

    private AtWork() {}

    public static boolean answers(Configuration.Http http) {
        if (http.port().number() <= 0) return false;
        try (var socket = connected(http)) {
            var ask = "GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(ask.getBytes(StandardCharsets.US_ASCII));
            var answer = socket.getInputStream().readNBytes(LONGEST);
            var text = new String(answer, StandardCharsets.ISO_8859_1);
            return text.startsWith("HTTP/1.1 200") && text.endsWith("alive");
        } catch (IOException | GeneralSecurityException | UnusableException nobodyOfOurs) {
            return false;
        }
    }

    private static Socket connected(Configuration.Http http)
            throws IOException, GeneralSecurityException, UnusableException {
        var host = OwnAddress.of(InetAddress.getByName(http.host()));
        var plain = new Socket();
        try {
            plain.setSoTimeout(PATIENCE);
            plain.connect(new InetSocketAddress(host, http.port().number()), PATIENCE);
            if (http.tls().isEmpty()) return plain;
            var files = new KeyFiles(http.tls().get().cert(), http.tls().get().key());
            var tls =
                    (SSLSocket) trusting(files).getSocketFactory().createSocket(plain, "", 0, true);
            tls.startHandshake();
            return tls;
        } catch (IOException | GeneralSecurityException | UnusableException e) {
            plain.close();
            throw e;
        }
    }

    /** Trusts the certificate of those files and no other. */
    private static SSLContext trusting(KeyFiles files)
            throws IOException, GeneralSecurityException, UnusableException {
        var ours = files.load();
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ours", ours.getCertificate(ours.aliases().nextElement()));
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
