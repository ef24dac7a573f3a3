package org.ringdown.tls;

import java.util.Map;
import java.util.Optional;

/**
 * What connections within TLS need of the file system.
 *
 * @param own the certificate that we show, to whoever calls us and to those we call that ask for one
 * @param ca who may vouch for far ends; empty means those that this JDK trusts
 * @param clients whether those who connect to us must show a certificate
 * @param caOf who may vouch for one host, by its name; nobody else may then
 */
public record TlsFiles(
        Optional<KeyFiles> own,
        Optional<TrustFile> ca,
        ClientCertificates clients,
        Map<String, TrustFile> caOf) {
    /** We show nothing, and trust whom the JDK trusts. */
    public static final TlsFiles NONE =
            new TlsFiles(Optional.empty(), Optional.empty(), ClientCertificates.OFF, Map.of());

    /** Whether those who connect must show a certificate. */
    public enum ClientCertificates {
        OFF,
        /** One that is shown must be good. */
        WANT,
        NEED
    }

    public TlsFiles {
        caOf = Map.copyOf(caOf);
    }
}
