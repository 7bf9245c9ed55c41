# The Homebrew formula. Words between at-signs are filled in by packaging/build; the finished file belongs in a tap.
class Provision < Formula
  desc "Deploy and remove serverless systems across several stacks and regions"
  homepage "@URL@"
  url "@URL@/@NAME@.tar.gz"
  version "@VERSION@"
  sha256 "@SHA256@"
  license any_of: ["MIT", "Apache-2.0"]

  depends_on arch: :x86_64
  depends_on :linux
  depends_on "python@3.13"

  def install
    bin.install "bin/provision"
    man1.install Dir["share/man/man1/*.1"]
    bash_completion.install "share/bash-completion/completions/provision"
    zsh_completion.install "share/zsh/site-functions/_provision"
    fish_completion.install "share/fish/vendor_completions.d/provision.fish"
    # The program looks for its functions in share/provision/artifacts beside its bin folder.
    pkgshare.install "share/provision/artifacts"
    doc.install Dir["share/doc/provision/*"]
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/provision --version")
    assert_path_exists pkgshare/"artifacts/artifacts.json"
  end
end
