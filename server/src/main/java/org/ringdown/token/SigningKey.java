package org.ringdown.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A key together with the one algorithm it is for, so that no token can choose another.
 *
 * @param signer none for a public key, which only verifies
 */
record SigningKey(
        String kid, JWSAlgorithm algorithm, Optional<JWSSigner> signer, JWSVerifier verifier) {

    /**
     * @param material an Ed25519 key in PEM, or anything else: the secret of HS256 itself
     * @throws IllegalArgumentException if the secret is too short, or the PEM holds no Ed25519 key
     */
    static SigningKey of(String kid, String material) {
        if (material.startsWith("-----BEGIN ")) {
            var key = Ed25519.fromPem(material);
            return new SigningKey(
                    kid,
                    Ed25519.ALGORITHM,
                    key.canSign() ? Optional.of(key) : Optional.empty(),
                    key);
        }
        return hs256(kid, material.getBytes(StandardCharsets.UTF_8));
    }

    static SigningKey hs256(String kid, byte[] secret) {
        try {
            return new SigningKey(
                    kid,
                    JWSAlgorithm.HS256,
                    Optional.of(new MACSigner(secret)),
                    new MACVerifier(secret));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("an HS256 secret needs 32 bytes or more", e);
        }
    }

    /** Whether this key, by its own algorithm, signed the token. */
    boolean signed(JWSObject token) {
        try {
            return token.getHeader().getAlgorithm().equals(algorithm) && token.verify(verifier);
        } catch (JOSEException e) {
            return false;
        }
    }
}
