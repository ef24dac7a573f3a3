package org.ringdown.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.ringdown.config.Configuration.ApiKey;
import org.ringdown.config.Configuration.Permission;

/** Who may use the REST interface: anybody on this machine in dev mode, elsewhere whoever shows a key that may. */
final class ApiKeys {
    private final Site site;

    ApiKeys(Site site) {
        this.site = site;
    }

    /**
     * The answer that is owed instead of what was asked for; empty to let it in.
     *
     * @param refused says what the key may not do
     */
    Optional<Answer> refusal(Ask ask, Permission wanted, String refused) {
        if (site.dev()) return Optional.empty();
        var shown = Bearer.of(ask);
        if (shown.isEmpty()) {
            return Optional.of(Bearer.missing("Send an API key: Authorization: Bearer KEY."));
        }
        var key = site.apiKeys().values().stream().filter(k -> same(k, shown.get())).findFirst();
        if (key.isEmpty()) {
            return Optional.of(Bearer.refused("unauthorized", "This API key is not known."));
        }
        return key.get().may().contains(wanted)
                ? Optional.empty()
                : Optional.of(Problem.of(403, "forbidden", refused));
    }

    private static boolean same(ApiKey key, String shown) {
        return MessageDigest.isEqual(
                key.key().reveal().getBytes(StandardCharsets.UTF_8),
                shown.getBytes(StandardCharsets.UTF_8));
    }
}
