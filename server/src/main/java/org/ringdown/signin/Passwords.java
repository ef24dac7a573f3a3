package org.ringdown.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * The passwords of our users, in clear or as bcrypt writes them.
 *
 * <p>Whoever is asked for costs the same: one hash, for a user with a hash, for one without, and for one who does not exist.
 */
public final class Passwords {
    /** {@code htpasswd -nbB NAME PASSWORD} makes one; the number is the cost, in powers of two. */
    private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");

    private static final int USUAL_COST = 10;
    private static final int LONGEST = 72; // what bcrypt looks at, in bytes

    private final Map<String, String> clear;
    private final Map<String, String> hashed;
    private final String nobodys;

    /** @param byUser passwords and hashes */
    public Passwords(Map<String, String> byUser) {
        this.clear = only(byUser, password -> !isHash(password));
        this.hashed = only(byUser, Passwords::isHash);
        int cost = hashed.values().stream().mapToInt(Passwords::cost).max().orElse(USUAL_COST);
        this.nobodys = "$2y$%02d$%s".formatted(cost, ".".repeat(53)); // a hash of nothing known
    }

    /** Whether what is configured as a password is a hash of one. */
    public static boolean isHash(String password) {
        return HASH.matcher(password).matches();
    }

    /** Whether they belong together; takes as long for whoever does not exist. */
    public boolean match(String user, String password) {
        byte[] shown = password.getBytes(StandardCharsets.UTF_8);
        if (shown.length > LONGEST) return false;
        boolean byHash =
                OpenBSDBCrypt.checkPassword(
                        hashed.getOrDefault(user, nobodys), password.toCharArray());
        byte[] expected = clear.getOrDefault(user, "").getBytes(StandardCharsets.UTF_8);
        boolean inClear = MessageDigest.isEqual(expected, shown);
        return hashed.containsKey(user) ? byHash : clear.containsKey(user) && inClear;
    }

    private static int cost(String hash) {
        var parts = HASH.matcher(hash);
        return parts.matches() ? Integer.parseInt(parts.group(1)) : USUAL_COST;
    }

    private static Map<String, String> only(
            Map<String, String> all, Function<String, Boolean> which) {
        return all.entrySet().stream()
                .filter(entry -> which.apply(entry.getValue()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
