#!/bin/sh
# Compiles and links res/ against the framework: resources.apk, R.java, R.txt and Robolectric's configuration.
# The identifiers are not final, as in every library: the app that uses it numbers them again.
# usage: resources.sh AAPT2 FRAMEWORK_JAR MANIFEST RES_FOLDER OUT_FOLDER
set -eu
aapt2=$1 framework=$2 manifest=$3 res=$4 out=$5
[ -x "$aapt2" ] || chmod +x "$aapt2"
mkdir -p "$out/r" "$out/test-classes/com/android/tools"
"$aapt2" compile --dir "$res" -o "$out/compiled-res.zip"
"$aapt2" link -I "$framework" --manifest "$manifest" --auto-add-overlay --non-final-ids \
    --java "$out/r" --output-text-symbols "$out/R.txt" -o "$out/resources.apk" "$out/compiled-res.zip"
cat > "$out/test-classes/com/android/tools/test_config.properties" <<CONFIG
android_merged_manifest=$manifest
android_resource_apk=$out/resources.apk
android_custom_package=org.secureapps.passcode.screens
CONFIG
