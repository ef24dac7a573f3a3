package org.ringdown.net;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.SipUri;
import org.ringdown.wire.MalformedException;

/**
 * The SIP domains and hosts that a certificate speaks for (RFC 5922 §7.1), in lower case.
 *
 * <p>SIP URIs come first, then DNS names, then the common name where there is neither. Addresses are taken too, which the RFC leaves
 * open: trunks are often known by nothing else. Wildcards match nothing (§7.2).
 */
record SipIdentities(Set<String> hosts) {
    private static final int URI = 6;
    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    static SipIdentities of(X509Certificate certificate) {
        var alternatives = alternatives(certificate);
        var uris = new HashSet<String>();
        var names = new HashSet<String>();
        var addresses = new HashSet<String>();
        for (var alternative : alternatives) {
            if (!(alternative.get(1) instanceof String value)) continue;
            switch ((Integer) alternative.get(0)) {
                case URI -> sipDomain(value).ifPresent(uris::add);
                case DNS -> names.add(value.toLowerCase(Locale.ROOT));
                case ADDRESS -> addresses.add(value);
                default -> {}
            }
        }
        var hosts = new HashSet<>(uris.isEmpty() ? names : uris);
        if (hosts.isEmpty() && addresses.isEmpty()) commonName(certificate).ifPresent(hosts::add);
        hosts.addAll(addresses);
        return new SipIdentities(Set.copyOf(hosts));
    }

    private static Collection<List<?>> alternatives(X509Certificate certificate) {
        try {
            var alternatives = certificate.getSubjectAlternativeNames();
            return alternatives == null ? List.of() : alternatives;
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
    }

    /** A URI with a user speaks for that user alone. */
    private static Optional<String> sipDomain(String value) {
        try {
            var uri = SipUri.parse(value);
            return uri.user().isEmpty() ? Optional.of(uri.host()) : Optional.empty();
        } catch (MalformedException otherScheme) {
            return Optional.empty();
        }
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        try {
            var name = new LdapName(certificate.getSubjectX500Principal().getName());
            return name.getRdns().reversed().stream()
                    .filter(part -> part.getType().equalsIgnoreCase("CN"))
                    .map(part -> part.getValue().toString().toLowerCase(Locale.ROOT))
                    .findFirst();
        } catch (InvalidNameException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether a certificate is for the host that a URI names (RFC 3261 §26.2, RFC 5922). */
    static boolean speaksFor(X509Certificate certificate, String host) {
        return of(certificate).has(host);
    }

    boolean has(String host) {
        var wanted = host.toLowerCase(Locale.ROOT);
        var address = HostPort.of(wanted).address();
        return hosts.stream()
                .anyMatch(ours ->
                        address.isPresent() ? address.equals(address(ours)) : ours.equals(wanted));
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }
}
