package org.ringdown.net;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.ringdown.sip.transaction.Transport;

/** SIP over TLS (RFC 3261 §26.2): who is called must prove to be the host that the URI names (RFC 5922). */
final class TlsLayer implements SipLayer {
    private final TlsIdentity identity;

    TlsLayer(TlsIdentity identity) {
        this.identity = identity;
    }

    @Override
    public Transport transport() {
        return Transport.TLS;
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
        if (certificates[0] instanceof X509Certificate theirs && SipIdentities.of(theirs).has(host))
            return socket;
        throw new SSLException("its certificate is for another host than " + host);
    }

    private static SSLSocket layered(Socket raw, String host, javax.net.ssl.SSLContext context)
            throws IOException {
        return (SSLSocket) context.getSocketFactory().createSocket(raw, host, raw.getPort(), true);
    }
}
