package org.ringdown.doctor;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.ringdown.tls.KeyFiles;
import org.ringdown.tls.KeyFiles.UnusableException;

/** Whether a certificate is one that browsers and SIP peers take: today, for the name they ask for, and vouched for by somebody they trust. */
final class CertificateCheck implements Check {
    private static final Duration SOON = Duration.ofDays(14);
    private static final int DNS_NAME = 2; // RFC 5280 §4.2.1.6
    private static final int IP_ADDRESS = 7;

    private final String key;
    private final KeyFiles files;
    private final Optional<String> publicName;
    private final InstantSource now;

    /**
     * @param key of the configuration that names the files
     * @param publicName what visitors type
     */
    CertificateCheck(String key, KeyFiles files, Optional<String> publicName, InstantSource now) {
        this.key = key;
        this.files = files;
        this.publicName = publicName;
        this.now = now;
    }

    @Override
    public String name() {
        return "certificate";
    }

    @Override
    public void look(Report report) {
        try {
            var chain = chain(files.load());
            if (isForNow(chain[0], report)
                    && isForName(chain[0], report)
                    && isTrusted(chain, report))
                report.good(
                        "The certificate of %s is good until %s."
                                .formatted(key, chain[0].getNotAfter().toInstant()));
        } catch (UnusableException e) {
            report.fault("certificate-unusable", e.getMessage() + ".", "Write both files anew.");
        } catch (GeneralSecurityException e) {
            report.fault(
                    "certificate-unusable",
                    "The certificate in %s cannot be read: %s.".formatted(files.cert(), e),
                    "Ask your certificate authority for a new one.");
        }
    }

    private static X509Certificate[] chain(KeyStore store) throws GeneralSecurityException {
        var chain = store.getCertificateChain(store.aliases().nextElement());
        return Arrays.copyOf(chain, chain.length, X509Certificate[].class);
    }

    private boolean isForNow(X509Certificate certificate, Report report) {
        Instant today = now.instant();
        Instant last = certificate.getNotAfter().toInstant();
        Instant first = certificate.getNotBefore().toInstant();
        if (last.isBefore(today)) {
            report.fault(
                    "certificate-expired",
                    "The certificate in %s (%s) expired at %s.".formatted(files.cert(), key, last),
                    "Renew it; the new files are taken up while the gateway runs.");
            return false;
        }
        if (first.isAfter(today)) {
            report.fault(
                    "certificate-not-yet-valid",
                    "The certificate in %s (%s) is valid from %s, and here it is %s."
                            .formatted(files.cert(), key, first, today),
                    "Set this machine's clock, or wait.");
            return false;
        }
        if (last.isBefore(today.plus(SOON)))
            report.warning(
                    "certificate-expires-soon",
                    "The certificate in %s (%s) expires at %s.".formatted(files.cert(), key, last),
                    "See why it has not been renewed yet.");
        return true;
    }

    private boolean isForName(X509Certificate certificate, Report report) {
        if (publicName.isEmpty()) return true;
        var names = names(certificate);
        if (names.stream().anyMatch(pattern -> fits(publicName.get(), pattern))) return true;
        report.fault(
                "certificate-of-another-name",
                "The certificate in %s (%s) is for %s, not for %s."
                        .formatted(
                                files.cert(),
                                key,
                                names.isEmpty() ? "no name" : String.join(", ", names),
                                publicName.get()),
                "Get one for the name that visitors type.");
        return false;
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            var all = certificate.getSubjectAlternativeNames();
            if (all == null) return List.of();
            return all.stream()
                    .filter(name -> name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS))
                    .map(name -> name.get(1).toString().toLowerCase(Locale.ROOT))
                    .toList();
        } catch (GeneralSecurityException e) {
            return List.of();
        }
    }

    /** "*" stands for the whole first label, and for no more (RFC 9525 §6.3). */
    private static boolean fits(String name, String pattern) {
        var asked = name.toLowerCase(Locale.ROOT);
        if (!pattern.startsWith("*.")) return pattern.equals(asked);
        int dot = asked.indexOf('.');
        return dot > 0 && asked.substring(dot).equals(pattern.substring(1));
    }

    private boolean isTrusted(X509Certificate[] chain, Report report)
            throws GeneralSecurityException {
        try {
            trust().checkServerTrusted(chain, chain[0].getPublicKey().getAlgorithm());
            return true;
        } catch (GeneralSecurityException distrusted) {
            boolean alone = chain.length == 1;
            boolean own =
                    chain[0].getIssuerX500Principal().equals(chain[0].getSubjectX500Principal());
            if (own)
                report.warning(
                        "certificate-self-signed",
                        "The certificate in %s (%s) vouches for itself: browsers warn of it."
                                .formatted(files.cert(), key),
                        "Get one from an authority that browsers know, such as Let's Encrypt.");
            else
                report.warning(
                        "certificate-untrusted",
                        "Nobody that this machine trusts vouches for the certificate in %s (%s)."
                                .formatted(files.cert(), key),
                        alone
                                ? "The file holds one certificate: add those of the authority between it and the root."
                                : "Unless it is from your own authority, which all visitors have, get another one.");
            return false;
        }
    }

    private static X509TrustManager trust() throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }
}
