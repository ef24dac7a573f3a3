package org.ringdown.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.function.BiPredicate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** TLS: who is called must prove to be the host that was meant. */
public final class TlsLayer implements SocketLayer {
    private final TlsIdentity identity;
    private final BiPredicate<X509Certificate, String> speaksFor;

    /** @param speaksFor whether a certificate is for a host, as the protocol within has it */
    public TlsLayer(TlsIdentity identity, BiPredicate<X509Certificate, String> speaksFor) {
        this.identity = identity;
        this.speaksFor = speaksFor;
    }

    @Override
    public boolean isPrivate() {
        return true;
    }

    @Override
    public Socket accept(Socket raw) throws IOException {
        var socket = layered(raw, raw.getInetAddress().getHostAddress(), identity.own());
        socket.setUseClientMode(false);
        switch (identity.clients()) {
            case OFF -> {}
            case WANT -> socket.setWantClientAuth(true);
            case NEED -> socket.setNeedClientAuth(true);
        }
        socket.startHandshake();
        return socket;
    }

    @Override
    public Socket connect(Socket raw, String host) throws IOException {
        var socket = layered(raw, host, identity.toward(host));
        socket.setUseClientMode(true);
        socket.startHandshake();
        var certificates = socket.getSession().getPeerCertificates();
        if (certificates[0] instanceof X509Certificate theirs && speaksFor.test(theirs, host))
            return socket;
        throw new SSLException("its certificate is for another host than " + host);
    }

    private static SSLSocket layered(Socket raw, String host, javax.net.ssl.SSLContext context)
            throws IOException {
        return (SSLSocket) context.getSocketFactory().createSocket(raw, host, raw.getPort(), true);
    }
}
