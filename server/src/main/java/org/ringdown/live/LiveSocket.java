package org.ringdown.live;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.ringdown.rtmp.RtmpEvent;
import org.ringdown.rtmp.message.Status;

/** A connection to somebody's server of RTMP, and in which words it is told why there is none. */
final class LiveSocket {
    /** For the server to say that it takes, or plays, the stream. */
    static final int PATIENCE_MILLIS = 10_000;

    private LiveSocket() {}

    /** Nothing that is read from it waits for longer than {@link #PATIENCE_MILLIS}. */
    static Socket open(LiveUrl url, InetSocketAddress at) throws IOException {
        var socket = new Socket();
        try {
            socket.connect(at, PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return url.tls() ? secured(socket, url) : socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket secured(Socket plain, LiveUrl url) throws IOException {
        var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var secure = (SSLSocket) factory.createSocket(plain, url.host(), url.port(), true);
        var parameters = new SSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        try {
            secure.startHandshake();
        } catch (SSLException e) {
            throw new IOException(untold(e));
        }
        return secure;
    }

    /** What Java says of it is for programmers. */
    private static String untold(SSLException e) {
        return e.getCause() instanceof CertificateException
                ? "the server's certificate is not for its host, has expired, or nobody that Java trusts vouches for it"
                : "the server does not speak TLS as it should";
    }

    /** The server's own description may have the key in it. */
    static IOException refused(Status status) {
        var code = status.code().matches("[A-Za-z.]{1,64}") ? status.code() : "an unknown error";
        return new IOException("the server refuses the stream (" + code + ")");
    }

    static String words(RtmpEvent.Ending ending) {
        return switch (ending.reason()) {
            case SILENT -> "the server is silent";
            case TOO_SLOW -> "the server does not answer";
            case UNREAD -> "the server does not take what it is sent";
            case CLOSED -> "closed";
            default -> "the server does not speak RTMP as it should";
        };
    }
}
